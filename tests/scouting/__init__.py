"""Tests of the places of the world."""
