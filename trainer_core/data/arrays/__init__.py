"""Arrays as data: NumPy's ``.npz`` and ``.npy``, tensors of torch.save, and safetensors."""
