"""What happens in the field: activities, trainings, groups, and the evidence of them."""
