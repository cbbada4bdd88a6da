"""Qt item models over core objects: no files, no colours, no runtime."""
