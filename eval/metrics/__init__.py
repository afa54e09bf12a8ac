"""What is measured, each with its interval: pure functions of what was answered and expected."""
