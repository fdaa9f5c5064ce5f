"""Who was in a meeting, and when: from the files that meeting platforms, forms and people write."""
