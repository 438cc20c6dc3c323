"""One module per lesson: predictions, quiz questions and exercises with their checks, hints and solutions."""
