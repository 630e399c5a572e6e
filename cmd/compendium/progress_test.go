package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestProgressIsDrawnAndRemoved draws nothing before its time, the same line once, and leaves an empty line.
func TestProgressIsDrawnAndRemoved(t *testing.T) {
	const after = 500 * time.Millisecond
	var out bytes.Buffer
	ticks := make(chan time.Time)
	p := showProgress(&out, 80, after, ticks)
	began := time.Unix(0, 0)
	step := p.at("reading files")
	for _, s := range []struct {
		at   time.Duration
		done int
	}{{0, 10}, {after - 1, 20}, {after, 1500}, {after + 1, 1500}, {2 * after, 3000}} {
		step(s.done, 3000)
		ticks <- began.Add(s.at)
	}
	p.end()
	p.end()
	want := "\rreading files ████████████░░░░░░░░░░░░ 1,500 of 3,000\x1b[K" +
		"\rreading files ████████████████████████ 3,000 of 3,000\x1b[K" + "\r\x1b[K"
	if out.String() != want {
		t.Errorf("it writes\n%q, not\n%q", out.String(), want)
	}
}

func TestProgressOfShortWorkIsNotDrawn(t *testing.T) {
	var out bytes.Buffer
	ticks := make(chan time.Time)
	p := showProgress(&out, 80, time.Second, ticks)
	p.at("reading files")(1, 2)
	ticks <- time.Unix(0, 0)
	p.end()
	if out.Len() > 0 {
		t.Errorf("it writes %q", &out)
	}
}

func TestProgressFitsTheTerminal(t *testing.T) {
	s := stage{"checking records", 7, 1234567}
	for width := range 100 {
		if line := s.line(width); len([]rune(line)) >= max(width, 1) {
			t.Errorf("of %d columns, the line takes %d", width, len([]rune(line)))
		}
	}
	if got := s.line(80); !strings.HasSuffix(got, " 7 of 1,234,567") {
		t.Error(got)
	}
	if got := (stage{"x", 3, 2}).line(80); strings.Count(got, "█") != barWidth {
		t.Errorf("more than all is %s", got)
	}
	_ = stage{"x", 0, 0}.line(80)
}

func TestNoProgressInBuffer(t *testing.T) {
	none := (&command{Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}}).startProgress()
	if none != nil {
		t.Error("progress is shown to nobody")
	}
	if none.at("reading files") != nil {
		t.Error("what nobody sees is counted")
	}
	none.end()
}
