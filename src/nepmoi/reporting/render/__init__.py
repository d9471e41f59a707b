"""Papers as files: DOCX from a template that an office edits in Word."""
