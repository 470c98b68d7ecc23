"""The evaluator that judges and solves candidates, and the pools of processes or machines that run it."""
