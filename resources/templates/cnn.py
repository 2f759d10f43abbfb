from torch import nn


class ConvNet(nn.Module):
    """Two layers of convolutions for pictures, each halving width and height, then a classifier."""

    def __init__(self, input_shape, outputs, channels: int = 32, dropout: float = 0.25):
        super().__init__()
        colours, height, width = input_shape
        self.features = nn.Sequential(
            nn.Conv2d(colours, channels, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(channels, 2 * channels, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(dropout),
            nn.Linear(2 * channels * (height // 4) * (width // 4), outputs),
        )

    def forward(self, x):
        return self.classifier(self.features(x))
