"""How often the doctor is right: sick and healthy programs whose truth is known, diagnosed one by one."""
