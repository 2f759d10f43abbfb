from torch import nn


class FindTheMistake(nn.Module):
    """It answers, but most of it never learns. Why? Try it, and look at what is found."""

    def __init__(self, input_shape, outputs, hidden: int = 128, depth: int = 3):
        super().__init__()
        inputs = 1
        for length in input_shape:
            inputs *= length
        self.layers = []
        for _ in range(depth):
            self.layers.append(nn.Linear(inputs, hidden))
            inputs = hidden
        self.relu = nn.ReLU()
        self.output = nn.Linear(inputs, outputs)

    def forward(self, x):
        x = x.flatten(1)
        for layer in self.layers:
            x = self.relu(layer(x))
        return self.output(x)
