"""What lands in the calendars of travellers and managers."""
