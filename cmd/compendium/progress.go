package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far long work has come, in one line that is gone when the work is done. It writes to standard error, so that
// standard output holds the same bytes with it and without.
type progress struct {
	now  atomic.Pointer[stage]
	stop chan struct{}
	// ended has the line taken away once.
	ended sync.Once
	done  sync.WaitGroup
}

// stage is how far a part of the work has come.
type stage struct {
	doing     string
	done, all int
}

// The times of the line. What takes no longer than the first shows none.
const (
	progressAfter = 500 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

// startProgress begins to show progress where somebody watches. Where nobody does, it gives nil, which does nothing.
func (c *command) startProgress() *progress {
	width, ok := c.watched()
	if !ok {
		return nil
	}
	ticks := time.NewTicker(progressEvery)
	p := showProgress(c.Stderr, width, progressAfter, ticks.C)
	p.done.Go(func() {
		<-p.stop
		ticks.Stop()
	})
	return p
}

// showProgress draws a line at each tick once a while has passed.
func showProgress(w io.Writer, width int, after time.Duration, ticks <-chan time.Time) *progress {
	p := &progress{stop: make(chan struct{})}
	p.done.Go(func() {
		var began time.Time
		drawn := ""
		for {
			select {
			case at := <-ticks:
				if began.IsZero() {
					began = at
				}
				if s := p.now.Load(); s != nil && at.Sub(began) >= after {
					if line := s.line(width); line != drawn {
						fmt.Fprintf(w, "\r%s\x1b[K", line)
						drawn = line
					}
				}
			case <-p.stop:
				if drawn != "" {
					fmt.Fprintf(w, "\r\x1b[K")
				}
				return
			}
		}
	})
	return p
}

// at gives a function that is told how far a part of the work has come. It may be called from several goroutines.
func (p *progress) at(doing string) func(done, all int) {
	if p == nil {
		return nil
	}
	return func(done, all int) { p.now.Store(&stage{doing, done, all}) }
}

// end takes the line away. Nothing is written after it, so that whatever else is to be written has to wait for it.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.ended.Do(func() { close(p.stop) })
	p.done.Wait()
}

// barWidth is how many characters the bar takes.
const barWidth = 24

// line draws a stage: what is done, a bar, and the numbers, as far as they fit.
func (s stage) line(width int) string {
	filled := 0
	if s.all > 0 {
		filled = min(s.done, s.all) * barWidth / s.all
	}
	bar := strings.Repeat("█", filled) + strings.Repeat("░", barWidth-filled)
	numbers := grouped(s.done) + " of " + grouped(s.all)
	for _, line := range []string{s.doing + " " + bar + " " + numbers, s.doing + " " + numbers, numbers} {
		// A line that is as wide as the terminal goes on in the next one on some.
		if len([]rune(line)) < width {
			return line
		}
	}
	return ""
}

// grouped writes a number with commas between its thousands.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// watched gives the width of the terminal on which somebody sees what goes to standard error, and whether there is one. There is none in CI, and
// none where standard output is a pipe: what reads it may write to the same terminal.
func (c *command) watched() (width int, ok bool) {
	file, isFile := c.Stderr.(*os.File)
	if !isFile || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" || isPipe(c.Stdout) {
		return 0, false
	}
	descriptor := int(file.Fd())
	if !term.IsTerminal(descriptor) {
		return 0, false
	}
	width, _, err := term.GetSize(descriptor)
	if err != nil || width == 0 {
		width = 80 // some terminals do not say
	}
	return width, true
}

func isPipe(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0
}
