"""Reading the register: its persons, and who of them may be one."""
