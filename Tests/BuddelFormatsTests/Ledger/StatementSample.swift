/// A month of an invented association's account in the two versions of camt.053, with all that banks put into one.
enum StatementSample {
    static let namespace08 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    static let namespace02 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"

    /// A direct debit collection of two members, one of them returned with a fee, a donation with a structured
    /// reference, a bill paid, and a line that is not booked yet. Valid against the ISO schema.
    static let version08 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="\(namespace08)">
         <BkToCstmrStmt>
          <GrpHdr><MsgId>camt53-2026-04</MsgId><CreDtTm>2026-05-01T03:12:44.000+02:00</CreDtTm></GrpHdr>
          <Stmt>
           <Id>2026-04-0815</Id>
           <StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>
           <ElctrncSeqNb>4</ElctrncSeqNb>
           <CreDtTm>2026-05-01T03:12:44.000+02:00</CreDtTm>
           <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
           <Bal>
            <Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp>
            <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-01</Dt></Dt>
           </Bal>
           <Bal>
            <Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
            <Amt Ccy="EUR">1046.25</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-30</Dt></Dt>
           </Bal>
           <Bal>
            <Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp>
            <Amt Ccy="EUR">9999.99</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-30</Dt></Dt>
           </Bal>
           <TxsSummry><TtlNtries><NbOfNtries>5</NbOfNtries></TtlNtries></TxsSummry>
           <Ntry>
            <NtryRef>1</NtryRef>
            <Amt Ccy="EUR">240.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-04-03</Dt></BookgDt><ValDt><Dt>2026-04-02</Dt></ValDt>
            <AcctSvcrRef>BANK-1</AcctSvcrRef>
            <BkTxCd>
             <Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn>
             <Prtry><Cd>NTRF+192+931</Cd><Issr>DK</Issr></Prtry>
            </BkTxCd>
            <NtryDtls>
             <Btch><MsgId>LEVY-2026-04</MsgId><PmtInfId>LEVY-2026-04-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>
             <TxDtls>
              <Refs><EndToEndId>LEVY-M-1</EndToEndId><MndtId>MANDATE-1</MndtId></Refs>
              <Amt Ccy="EUR">120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
              <RltdPties>
               <Dbtr><Pty><Nm>Anna Alt</Nm></Pty></Dbtr>
               <DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct>
               <Cdtr><Pty><Nm>Buddelverein</Nm><Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id></Pty></Cdtr>
               <CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
              </RltdPties>
              <RmtInf><Ustrd>Umlage April</Ustrd></RmtInf>
             </TxDtls>
             <TxDtls>
              <Refs><EndToEndId>LEVY-M-2</EndToEndId><MndtId>MANDATE-2</MndtId></Refs>
              <Amt Ccy="EUR">120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
              <RltdPties>
               <Dbtr><Pty><Nm>Bernd Brink</Nm></Pty></Dbtr>
               <DbtrAcct><Id><IBAN>DE02500105170137075030</IBAN></Id></DbtrAcct>
              </RltdPties>
             </TxDtls>
            </NtryDtls>
            <AddtlNtryInf>SEPA-Sammellastschrift</AddtlNtryInf>
           </Ntry>
           <Ntry>
            <NtryRef>2</NtryRef>
            <Amt Ccy="EUR">123.75</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-04-10</Dt></BookgDt><ValDt><Dt>2026-04-10</Dt></ValDt>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls>
             <TxDtls>
              <Refs><EndToEndId>LEVY-M-2</EndToEndId><MndtId>MANDATE-2</MndtId></Refs>
              <Amt Ccy="EUR">123.75</Amt><CdtDbtInd>DBIT</CdtDbtInd>
              <AmtDtls><InstdAmt><Amt Ccy="EUR">120.00</Amt></InstdAmt></AmtDtls>
              <Chrgs><Rcrd><Amt Ccy="EUR">3.00</Amt></Rcrd><Rcrd><Amt Ccy="EUR">0.75</Amt></Rcrd></Chrgs>
              <RltdPties>
               <Dbtr><Pty><Nm>Bernd Brink</Nm></Pty></Dbtr>
               <DbtrAcct><Id><IBAN>DE02500105170137075030</IBAN></Id></DbtrAcct>
              </RltdPties>
              <RtrInf><Rsn><Cd>MS03</Cd></Rsn><AddtlInf>SONSTIGE GRUENDE</AddtlInf></RtrInf>
             </TxDtls>
            </NtryDtls>
           </Ntry>
           <Ntry>
            <NtryRef>3</NtryRef>
            <Amt Ccy="EUR">50.0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><DtTm>2026-04-15T11:30:00+02:00</DtTm></BookgDt><ValDt><Dt>2026-04-15</Dt></ValDt>
            <BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>
            <NtryDtls>
             <TxDtls>
              <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
              <AmtDtls><InstdAmt><Amt Ccy="CHF">48.10</Amt></InstdAmt></AmtDtls>
              <RltdPties>
               <Dbtr><Pty><Nm>Käthe &amp; Söhne</Nm></Pty></Dbtr>
               <DbtrAcct><Id><IBAN>DE02100500000054540402</IBAN></Id></DbtrAcct>
               <UltmtDbtr><Pty><Nm>Käthe Kiebitz</Nm></Pty></UltmtDbtr>
              </RltdPties>
              <Purp><Cd>CHAR</Cd></Purp>
              <RmtInf>
               <Ustrd>Spende für</Ustrd><Ustrd>den Pflug</Ustrd>
               <Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>
              </RmtInf>
             </TxDtls>
            </NtryDtls>
           </Ntry>
           <Ntry>
            <NtryRef>4</NtryRef>
            <Amt Ccy="EUR">120.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-04-20</Dt></BookgDt>
            <BkTxCd><Prtry><Cd>NTRF+116</Cd></Prtry></BkTxCd>
            <NtryDtls>
             <TxDtls>
              <Refs><EndToEndId>RE-2026-17</EndToEndId></Refs>
              <RltdPties>
               <Cdtr><Pty><Nm>Rohr und Rinne GmbH</Nm></Pty></Cdtr>
               <CdtrAcct><Id><IBAN>DE02300209000106531065</IBAN></Id></CdtrAcct>
              </RltdPties>
             </TxDtls>
            </NtryDtls>
           </Ntry>
           <Ntry>
            <NtryRef>5</NtryRef>
            <Amt Ccy="EUR">77.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
            <BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>
           </Ntry>
          </Stmt>
         </BkToCstmrStmt>
        </Document>

        """

    /// The same account in the older form: the status is a text, parties are no choice.
    static let version02 = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <ns:Document xmlns:ns="\(namespace02)">
         <ns:BkToCstmrStmt>
          <ns:GrpHdr><ns:MsgId>m</ns:MsgId><ns:CreDtTm>2025-02-01T00:00:00</ns:CreDtTm></ns:GrpHdr>
          <ns:Stmt>
           <ns:Id>2025-01</ns:Id><ns:CreDtTm>2025-02-01T00:00:00</ns:CreDtTm>
           <ns:Acct><ns:Id><ns:IBAN>DE89370400440532013000</ns:IBAN></ns:Id></ns:Acct>
           <ns:Bal>
            <ns:Tp><ns:CdOrPrtry><ns:Cd>OPBD</ns:Cd></ns:CdOrPrtry></ns:Tp><ns:Amt Ccy="EUR">10.00</ns:Amt>
            <ns:CdtDbtInd>DBIT</ns:CdtDbtInd><ns:Dt><ns:Dt>2025-01-01</ns:Dt></ns:Dt>
           </ns:Bal>
           <ns:Bal>
            <ns:Tp><ns:CdOrPrtry><ns:Cd>CLBD</ns:Cd></ns:CdOrPrtry></ns:Tp><ns:Amt Ccy="EUR">20.00</ns:Amt>
            <ns:CdtDbtInd>CRDT</ns:CdtDbtInd><ns:Dt><ns:Dt>2025-01-31</ns:Dt></ns:Dt>
           </ns:Bal>
           <ns:Ntry>
            <ns:Amt Ccy="EUR">30.00</ns:Amt><ns:CdtDbtInd>CRDT</ns:CdtDbtInd><ns:Sts>BOOK</ns:Sts>
            <ns:BookgDt><ns:Dt>2025-01-15</ns:Dt></ns:BookgDt>
            <ns:BkTxCd><ns:Prtry><ns:Cd>NTRF+166</ns:Cd></ns:Prtry></ns:BkTxCd>
            <ns:NtryDtls><ns:TxDtls>
             <ns:Refs><ns:EndToEndId>E-1</ns:EndToEndId></ns:Refs>
             <ns:AmtDtls><ns:TxAmt><ns:Amt Ccy="EUR">30.00</ns:Amt></ns:TxAmt></ns:AmtDtls>
             <ns:RltdPties>
              <ns:Dbtr><ns:Nm>Jörg Über</ns:Nm></ns:Dbtr>
              <ns:DbtrAcct><ns:Id><ns:IBAN>DE02120300000000202051</ns:IBAN></ns:Id></ns:DbtrAcct>
             </ns:RltdPties>
             <ns:RmtInf><ns:Ustrd>Beitrag</ns:Ustrd></ns:RmtInf>
            </ns:TxDtls></ns:NtryDtls>
           </ns:Ntry>
          </ns:Stmt>
         </ns:BkToCstmrStmt>
        </ns:Document>

        """

    /// Version 08 with one text replaced everywhere.
    static func with(_ old: String, _ new: String) -> [UInt8] {
        Array(replace(version08, old, new).utf8)
    }

    static func replace(_ text: String, _ old: String, _ new: String) -> String {
        precondition(text.contains(old), "the sample does not hold “\(old)”")
        return text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
