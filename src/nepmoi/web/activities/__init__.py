"""The pages of activities: their list, planning a course, the course itself, its roll, its photographs."""
