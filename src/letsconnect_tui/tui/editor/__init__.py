"""The plan editor: screens over ``app/plan_editor``."""
