"""What is measured, and how; figures with their command and machine: docs/benchmarks.md."""
