from torch import nn


class NeuralNetwork(nn.Module):
    """The network of PyTorch's tutorial: every number of an example goes into two hidden layers."""

    def __init__(self, input_shape, outputs, hidden: int = 512):
        super().__init__()
        inputs = 1
        for length in input_shape:
            inputs *= length
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(inputs, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, outputs),
        )

    def forward(self, x):
        x = self.flatten(x)
        return self.linear_relu_stack(x)
