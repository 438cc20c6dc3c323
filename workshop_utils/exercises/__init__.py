"""One module per lesson: predictions, quiz questions and exercises with their checks, hints and solutions.

A lesson's module is written with engine.Lesson; concurrency.py judges what ran when, from spans that a Probe records.
"""
