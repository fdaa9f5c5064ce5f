"""The facilitator's screens; the only package that knows Textual."""
