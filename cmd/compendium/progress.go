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

// progress shows the progress of long work in one line on a terminal, and removes the line when the work is done. It
// writes to standard error, so that standard output is the same without it.
type progress struct {
	now  atomic.Pointer[stage]
	stop chan struct{}
	// ended makes end run once.
	ended sync.Once
	done  sync.WaitGroup
}

// stage is the progress of a part of the work.
type stage struct {
	doing     string
	done, all int
}

// The delay before the line is shown, and the time between its updates.
const (
	progressAfter = 500 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

// startProgress starts to show progress on a terminal. Without one it returns nil, which does nothing.
func (c *command) startProgress() *progress {
	width, ok := c.terminalWidth()
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

// showProgress draws the line at each tick, after a delay from the first.
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

// at returns a function that sets the progress of a part of the work. It is safe for concurrent use.
func (p *progress) at(doing string) func(done, all int) {
	if p == nil {
		return nil
	}
	return func(done, all int) { p.now.Store(&stage{doing, done, all}) }
}

// end removes the line. It returns after the last write to the terminal.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.ended.Do(func() { close(p.stop) })
	p.done.Wait()
}

// barWidth is the width of the bar in characters.
const barWidth = 24

// line returns a stage as a line: its name, a bar and the numbers, as far as they fit.
func (s stage) line(width int) string {
	filled := 0
	if s.all > 0 {
		filled = min(s.done, s.all) * barWidth / s.all
	}
	bar := strings.Repeat("█", filled) + strings.Repeat("░", barWidth-filled)
	numbers := grouped(s.done) + " of " + grouped(s.all)
	for _, line := range []string{s.doing + " " + bar + " " + numbers, s.doing + " " + numbers, numbers} {
		// Some terminals wrap a line that is as wide as they are.
		if len([]rune(line)) < width {
			return line
		}
	}
	return ""
}

// grouped returns a number with commas between its thousands.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// terminalWidth returns the width of the terminal that shows standard error, and whether there is one. It returns false
// in CI, and if standard output is a pipe, since its reader may write to the same terminal.
func (c *command) terminalWidth() (width int, ok bool) {
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
	file, ok := fileOf(w)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0
}
