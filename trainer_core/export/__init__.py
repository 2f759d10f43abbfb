"""Takes a run elsewhere: tables for other programs, event files for TensorBoard, replays as pages and animations."""
