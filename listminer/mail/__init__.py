"""From the bytes of one mail to a `Message` and its `Segment`s. Pure."""
