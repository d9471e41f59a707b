"""The programme as data: projects, contents, kinds of activity, phases, topics."""
