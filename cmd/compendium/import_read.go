package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/importer"
)

var errOneFile = errors.New("more than one file is named, and the format has one")

func readDrugsAtFDA(known *catalog.Catalog, files []string, _ importFlags) (*importer.Import, error) {
	if len(files) != 1 {
		return nil, errOneFile
	}
	found := importer.Known(known, "drugs-at-fda")
	archive, err := openZip(files[0])
	if err != nil {
		return nil, err
	}
	defer archive.Close() //nolint:errcheck // it is only read
	read, err := drugsatfda.Read(&archive.Reader)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", files[0], err)
	}
	return importer.DrugsAtFDA(read, found), nil
}

func openZip(name string) (*zip.ReadCloser, error) {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("%s: read the zip: %w", name, err)
	}
	return archive, nil
}

func readDPD(known *catalog.Catalog, files []string, _ importFlags) (*importer.Import, error) {
	found := importer.Known(known, "dpd")
	var archives []*zip.Reader
	for _, name := range files {
		archive, err := openZip(name)
		if err != nil {
			return nil, err
		}
		defer archive.Close() //nolint:errcheck // it is only read
		archives = append(archives, &archive.Reader)
	}
	read, err := dpd.Read(archives...)
	if err != nil {
		return nil, err
	}
	return importer.DPD(read, found), nil
}

func readDMD(known *catalog.Catalog, files []string, flags importFlags) (*importer.Import, error) {
	if len(files) != 1 {
		return nil, errOneFile
	}
	file, err := os.Open(files[0])
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it is only read
	moieties, err := dmd.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", files[0], err)
	}
	day := flags.date
	if day == "" {
		for _, m := range moieties {
			day = max(day, m.Since)
		}
	}
	if _, err := date.ParseDay(day); err != nil {
		return nil, fmt.Errorf("the file does not say of which day it is; write it as --date: %w", err)
	}
	return importer.DMD(moieties, day, importer.Known(known, "dmd")), nil
}

func readCSV(known *catalog.Catalog, files []string, flags importFlags) (*importer.Import, error) {
	if len(files) != 1 {
		return nil, errOneFile
	}
	mapping, err := readMapping(flags.mapping)
	if err != nil {
		return nil, fmt.Errorf("--mapping: %w", err)
	}
	file, err := os.Open(files[0])
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it is only read
	imported, err := importer.CSV(file, mapping, known)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", files[0], err)
	}
	return imported, nil
}

// catalogAt returns the catalog in a directory, with what it extends, or nil if there is none yet.
func catalogAt(ctx context.Context, dir string) (*catalog.Catalog, error) {
	if !isContent(dir) {
		return nil, nil //nolint:nilnil // documented
	}
	known, _, err := tree{dir: dir}.load(ctx)
	return known, err
}

func readMapping(name string) (*configv1.Mapping, error) {
	text, err := readAtMost(name, document.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	mapping := &configv1.Mapping{}
	doc, problems := document.Parse(text)
	if problems = append(problems, doc.Decode(mapping)...); len(problems) > 0 {
		at := problems[0].Position
		return nil, fmt.Errorf("%s:%d:%d: %s", filepath.ToSlash(name), at.Line, at.Column, problems[0].Message)
	}
	alone, _ := proto.Clone(mapping).(*configv1.Mapping)
	alone.List = nil // its entries and its review are yet to come
	if err := protovalidate.Validate(alone); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !catalog.IsID(mapping.GetName()) || len(mapping.GetColumns()) == 0 {
		return nil, fmt.Errorf("%s: it needs a name, such as north-formulary, and columns", name)
	}
	if slices.ContainsFunc(importFormats(), func(f importFormat) bool { return f.name == mapping.GetName() }) {
		return nil, fmt.Errorf("%s: the name %s is that of a format, whose files it would remove; take another",
			name, mapping.GetName())
	}
	return mapping, nil
}
