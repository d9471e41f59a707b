"""What is counted, as data, and how a definition and a question become one expression. Knows no Django."""
