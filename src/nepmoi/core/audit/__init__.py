"""The write envelope: who did what, when, why, through which door; and the feed of what changed."""
