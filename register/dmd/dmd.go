// Package dmd reads virtual therapeutic moieties of the NHS dictionary of medicines and devices (dm+d), an XML file.
//
// It knows the file, and nothing of records.
package dmd

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// Moiety is a virtual therapeutic moiety: a substance, or several, as prescribed.
type Moiety struct {
	// ID is its SNOMED CT identifier.
	ID   string `xml:"VTMID"`
	Name string `xml:"NM"`
	// Invalid is "1" if it is no longer to be used.
	Invalid string `xml:"INVALID"`
	// Previous is the identifier that ID replaced, and Since the day from which ID is valid. Both may be "".
	Previous string `xml:"VTMIDPREV"`
	Since    string `xml:"VTMIDDT"`
}

// IsInvalid reports whether the moiety is no longer to be used.
func (m Moiety) IsInvalid() bool { return m.Invalid == "1" }

// Read reads the file of moieties, f_vtm2_…xml.
func Read(from io.Reader) ([]Moiety, error) {
	decoder := xml.NewDecoder(from)
	decoder.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("it is in %s; save it as UTF-8", charset)
	}
	var list []Moiety
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the moieties of dm+d: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "VTM" {
			continue
		}
		var m Moiety
		if err := decoder.DecodeElement(&m, &start); err != nil {
			return nil, fmt.Errorf("read the moieties of dm+d: %w", err)
		}
		list = append(list, m)
	}
	if len(list) == 0 {
		return nil, errors.New("read the moieties of dm+d: the file has no VTM; name the one of virtual therapeutic moieties")
	}
	return list, nil
}
