"""What can be said of persons without looking anywhere."""
