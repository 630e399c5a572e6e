package main

import (
	"os"
	"testing"

	"github.com/opencompendium/compendium/bench/picture"
)

// TestDrawing checks that the committed drawing is the one that the command makes.
func TestDrawing(t *testing.T) {
	committed, err := os.ReadFile("../../../docs/pictures/way.svg")
	if err != nil {
		t.Fatal(err)
	}
	if string(committed) != picture.Flow(title, way) {
		t.Error("docs/pictures/way.svg is out of date; run go run ./bench/picture/draw")
	}
}
