"""OpenGL 3.3 core. The only package that imports OpenGL."""
