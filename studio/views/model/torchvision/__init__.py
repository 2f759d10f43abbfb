"""The part of the model page for torchvision's networks: which one, from which weights, trained in which stages."""
