"""The base model's parts: tokens, corpus counts, what the prompt predicts, and the two of them read together."""
