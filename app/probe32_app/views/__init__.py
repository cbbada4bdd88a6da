"""What a person sees and touches; emits intent as signals and knows no runtime."""
