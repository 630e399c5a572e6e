// Command draw makes the pictures of the README: the way of data, and a page of the embedded catalog as Chromium shows
// it. Run it at the top of the repository: go run ./bench/picture/draw.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/opencompendium/compendium/bench/picture"
)

func main() {
	if err := draw(context.Background(), "docs/pictures"); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

const title = "The way of data: content is loaded as a catalog, checked, built into a release and served"

// way is the way of data, as docs and CONTRIBUTING.md tell it.
var way = []picture.Step{
	{Name: "content/", Note: []string{"YAML in git,", "one file a record"}, Into: "load"},
	{Name: "catalog", Note: []string{"one immutable value", "in memory"}, Into: "lint"},
	{Name: "findings", Note: []string{"file, line, what to do;", "errors stop here"}, Into: "build"},
	{Name: "release", Note: []string{"one file, signed, in", "an OCI registry"}, Into: "serve"},
	{Name: "services", Note: []string{"gRPC, HTTP, pages;", "swapped as a whole"}},
}

func draw(ctx context.Context, dir string) error {
	//nolint:gosec // everyone may see it
	if err := os.WriteFile(filepath.Join(dir, "way.svg"), []byte(picture.Flow(title, way)), 0o644); err != nil {
		return err
	}
	pages, err := os.MkdirTemp("", "pages")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(pages) }()
	//nolint:gosec // the folder was just made
	site := exec.CommandContext(ctx, "go", "run", "./cmd/compendium", "site", "--embedded", "-o", pages)
	site.Stderr = os.Stderr
	if err := site.Run(); err != nil {
		return fmt.Errorf("make the pages: %w", err)
	}
	//nolint:gosec // the folder was just made
	shot := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--hide-scrollbars",
		"--window-size=1000,1080", "--screenshot="+filepath.Join(dir, "page.png"),
		"file://"+filepath.Join(pages, "conditions", "gastrointestinal-stromal-tumor.html"))
	if out, err := shot.CombinedOutput(); err != nil {
		return fmt.Errorf("show a page in Chromium (Debian's package is chromium): %w\n%s", err, out)
	}
	return nil
}
