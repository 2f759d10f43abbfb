"""What can be measured before Train: memory, time, the fastest settings, a learning rate, a smaller batch."""
