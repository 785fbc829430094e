"""Coverage-guided fuzzing of every door through which strangers' bytes come in.

``python3 run.py fuzz [TARGET...] [--minutes 20]`` runs it by hand; the plain tests only go
through the small corpus that is kept beside this file.
"""
