"""What the demo's media and captions are made from: words, voices, drawings, film."""
