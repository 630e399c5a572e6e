package main

import "testing"

func TestWithLines(t *testing.T) {
	for text, want := range map[string]string{
		"":             "a:\n  b\n",
		"x: y":         "x: y\na:\n  b\n",
		"x: y\n":       "x: y\na:\n  b\n",
		"x: y\r\n":     "x: y\r\na:\r\n  b\r\n",
		"x: y\r\nz: y": "x: y\r\nz: y\r\na:\r\n  b\r\n",
	} {
		if got := string(withLines([]byte(text), "a:\n  b\n")); got != want {
			t.Errorf("after %q: %q, want %q", text, got, want)
		}
	}
}
