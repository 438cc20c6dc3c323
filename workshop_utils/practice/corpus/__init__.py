"""The base model's texts, written for this course, and their generator: python -m workshop_utils.practice.corpus.make"""
