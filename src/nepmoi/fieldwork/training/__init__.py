"""Courses: topics, trainers, roll call."""
