"""What if a map or a unit were switched off or scaled: choosing it, undoing it, measuring it."""
