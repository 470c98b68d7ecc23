"""Reading workspaces: what is understood, and what each mistake is answered with."""
