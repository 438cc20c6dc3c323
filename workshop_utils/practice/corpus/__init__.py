"""The base model's texts, written for this course, and the scripts that generate most of them (make.py)."""
