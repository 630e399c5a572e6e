package migrate

func (m *migration) moveCoverages() {}
