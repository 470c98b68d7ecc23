"""Where in the world: every place that flights lead to, bounded first, the best of them judged and solved."""
