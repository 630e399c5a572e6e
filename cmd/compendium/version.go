package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/content"
)

func (c *command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the tool and of the embedded catalog",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			embedded, _, err := catalog.Load(content.FS, embeddedBase)
			if err != nil {
				return fmt.Errorf("read the embedded catalog: %w", err)
			}
			fmt.Fprintf(c.Stdout, "compendium %s\ncatalog %s, %d records\n", toolVersion(), embedded.Digest(), embedded.Len())
			return nil
		},
	}
}

// toolVersion returns the version of the module from the build information of the binary.
func toolVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
