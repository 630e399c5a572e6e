// Command protodeps writes the .proto files that the schema imports from other modules, printed from the descriptors
// linked into it. buf then needs no registry, and the versions are those of go.mod.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"github.com/jhump/protoreflect/v2/protoprint"
	_ "google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

func main() {
	out := flag.String("o", "", "directory to write to")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "usage: protodeps -o DIR")
		os.Exit(2)
	}
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "protodeps:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	var failed error
	protoregistry.GlobalFiles.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		// buf has the well-known types built in.
		if strings.HasPrefix(file.Path(), "google/protobuf/") {
			return true
		}
		path := filepath.Join(dir, filepath.FromSlash(file.Path()))
		failed = writeFile(path, file)
		return failed == nil
	})
	return failed
}

func writeFile(path string, file protoreflect.FileDescriptor) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	printer := protoprint.Printer{}
	if err := printer.PrintProtoFile(file, out); err != nil {
		return fmt.Errorf("print %s: %w", file.Path(), err)
	}
	return out.Close()
}
