"""The nouns that every room speaks: people, venues, events, policy, the scenario and the plan."""
