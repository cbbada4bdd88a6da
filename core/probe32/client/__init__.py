"""What is behind `Client64`: a host's process, the conversation with it, its restarts, its output, batches."""
