from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    """Two convolutions, added to what came in."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        out = F.relu(self.first_norm(self.first(x)))
        out = self.second_norm(self.second(out))
        return F.relu(x + out)


class ResidualNet(nn.Module):
    """A small residual network for pictures."""

    def __init__(self, input_shape, outputs, channels: int = 32, blocks: int = 2):
        super().__init__()
        self.stem = nn.Conv2d(input_shape[0], channels, kernel_size=3, stride=2, padding=1)
        self.blocks = nn.Sequential(*[Block(channels) for _ in range(blocks)])
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(channels, outputs)

    def forward(self, x):
        x = self.blocks(F.relu(self.stem(x)))
        return self.classifier(self.pool(x).flatten(1))
