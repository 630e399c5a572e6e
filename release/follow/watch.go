package follow

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/opencompendium/compendium/release/disk"
)

// slowPoll is how often files are looked at without a notification. Network file systems send none, and a change of
// what a link leads to is not one of the link's directory.
const slowPoll = 30 * time.Second

const separator = string(filepath.Separator)

// watch remembers the state of files until a notification or slowPoll. Its zero value is ready. Methods are called from
// one goroutine.
type watch struct {
	notify *fsnotify.Watcher
	read   time.Time
	roots  string // the states of the paths themselves
	last   string
}

// state returns a text that changes when one of the paths does, or a file below it. The notifications end with the
// context of the call that first asks for them.
func (w *watch) state(ctx context.Context, paths []string) (string, error) {
	var roots strings.Builder
	for _, path := range paths {
		state, err := disk.State(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&roots, "%q %s\n", path, state)
	}
	if !w.changed(ctx) && roots.String() == w.roots && time.Since(w.read) < slowPoll {
		return w.last, nil
	}
	w.read = time.Time{} // until all of it is read
	now := time.Now()
	sum := fnv.New64a()
	for _, root := range paths {
		root, err := filepath.EvalSymlinks(root) // a walk does not follow a link
		if err != nil {
			return "", err
		}
		var visit fs.WalkDirFunc
		visit = func(path string, d fs.DirEntry, err error) error {
			state := ""
			switch {
			case err != nil: // of a folder
			case path != root && strings.HasPrefix(d.Name(), "."):
				// An editor's or git's. What a link leads to counts with the link.
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				w.add(path)
			default:
				// The target of a link may change while the link does not.
				state, err = disk.State(path)
				if d.Type()&fs.ModeSymlink != 0 && filepath.Dir(path) == root && leadsBelow(path, root) {
					// With a separator at its end, the link of a collection is the folder that it leads to.
					if err := filepath.WalkDir(path+separator, visit); err != nil {
						return err
					}
				}
			}
			fmt.Fprintf(sum, "%q %s %v\n", path, state, err)
			return nil //nolint:nilerr // the load says where something cannot be read
		}
		if err := filepath.WalkDir(root, visit); err != nil {
			return "", err
		}
	}
	w.read, w.roots, w.last = now, roots.String(), strconv.FormatUint(sum.Sum64(), 16)
	return w.last, nil
}

// leadsBelow reports whether a link leads to something below a directory. The load refuses others.
func leadsBelow(link, dir string) bool {
	to, err := filepath.EvalSymlinks(link)
	return err == nil && strings.HasPrefix(to, dir+separator)
}

// changed reports whether something may have changed since the last call. Without notifications it may always have.
func (w *watch) changed(ctx context.Context) bool {
	if w.notify == nil {
		notify, err := fsnotify.NewWatcher()
		if err != nil {
			return true
		}
		w.notify = notify
		context.AfterFunc(ctx, func() { _ = notify.Close() })
		return true
	}
	changed := false
	for {
		select {
		case _, open := <-w.notify.Events:
			if !open {
				w.notify = nil
				return true
			}
			changed = true
		case err := <-w.notify.Errors: // such as too many changes to be named
			changed = changed || err != nil
		default:
			return changed
		}
	}
}

// add asks for notifications about a directory. If the system has no more of them, there are none at all, so that each
// look reads the files.
func (w *watch) add(dir string) {
	if w.notify == nil {
		return
	}
	if err := w.notify.Add(dir); err != nil {
		_ = w.notify.Close()
		w.notify = nil
	}
}
