import torch
from torch import nn


class YesOrNo(nn.Module):
    """Answers with a probability: for data of two classes, with the loss BCELoss."""

    def __init__(self, input_shape, outputs, hidden: int = 32):
        super().__init__()
        inputs = 1
        for length in input_shape:
            inputs *= length
        self.hidden = nn.Linear(inputs, hidden)
        self.output = nn.Linear(hidden, outputs)

    def forward(self, x):
        x = torch.relu(self.hidden(x.flatten(1)))
        return torch.sigmoid(self.output(x))
