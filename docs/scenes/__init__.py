"""What is played for each picture of the guide: a scene is given the application, and returns a dialog or None."""
